import { Instance } from './instance';

/** Instances without a request. The one used last is taken first, so that those that are not needed come to their end. */
export class IdleInstances {
  private readonly stack: { readonly instance: Instance; readonly timer: NodeJS.Timeout }[] = [];

  /** They end after so many milliseconds without a request. */
  constructor(private readonly limitMs: number) {}

  push(instance: Instance): void {
    const timer = setTimeout(() => {
      this.remove(instance);
      void instance.stop('idle');
    }, this.limitMs);
    // The gateway keeps this process alive, or nothing does.
    timer.unref();
    this.stack.push({ instance, timer });
  }

  pop(): Instance | undefined {
    const last = this.stack.pop();
    clearTimeout(last?.timer);
    return last?.instance;
  }

  remove(instance: Instance): void {
    const place = this.stack.findIndex((entry) => entry.instance === instance);
    if (place >= 0) {
      clearTimeout(this.stack[place].timer);
      this.stack.splice(place, 1);
    }
  }
}
