import { Instance } from './instance';
import { LambdaSource } from './instance-source';
import { memoryReader } from './resident-memory';

/** Often enough to see what grows within a request, and seldom enough that nobody notices the looking. */
const LOOK_MS = 250;

/**
 * Ends instances whose processes hold more memory than the function has. An instance is looked at
 * while it has a request and once after that; between requests Lambda freezes it.
 */
export class MemoryWatch {
  private readonly read = memoryReader();
  private readonly used = new Set<Instance>();
  private timer: NodeJS.Timeout | undefined;
  private warned = false;

  constructor(private readonly source: LambdaSource, private readonly isBusy: (instance: Instance) => boolean) {}

  /** The instance has got a request. */
  watch(instance: Instance): void {
    if (!this.read) return;
    this.used.add(instance);
    this.timer ??= setTimeout(() => void this.look(), LOOK_MS).unref();
  }

  private async look(): Promise<void> {
    const instances = [...this.used];
    this.used.clear();
    const { memoryMb } = this.source.facts;
    const held = await this.read!(instances.map(({ pid }) => pid), memoryMb);
    for (const instance of instances) {
      const mb = held.get(instance.pid) ?? 0;
      instance.peakMb = Math.max(instance.peakMb, mb);
      if (mb > memoryMb && !instance.ending) {
        this.overLimit(instance, mb);
      }
      if (this.isBusy(instance)) {
        this.used.add(instance);
      }
    }
    this.timer = this.used.size > 0 ? setTimeout(() => void this.look(), LOOK_MS).unref() : undefined;
  }

  private overLimit(instance: Instance, mb: number): void {
    const { command, facts: { memoryMb }, report } = this.source;
    if (command === undefined) {
      instance.killForMemory();
    } else if (!this.warned) {
      this.warned = true;
      report({
        event: 'notice',
        id: 'memory',
        message: `"${command}" and what it has started hold ${mb} MB, and the function has ${memoryMb} MB (\`memorySize\`; MemorySize in the template). `
          + 'Lambda ends a server that holds more. Here it goes on, as tools that a command needs are counted too.',
      });
    }
  }
}
