import { keyOf, SectionName, SECTIONS } from 'cdk-mcp-lambda/lib/deploy-toml/schema';

/** What is wrong with a text as the value of a key of deploy.toml, as whoever reads that file would say it. */
export function problemOf(section: SectionName, name: string): (text: string) => string | undefined {
  const { value } = keyOf(SECTIONS[section], name)!;
  return (text) => {
    const node = { kind: 'text', value: text } as const;
    return value.read(node) === undefined ? `expected ${value.refusal?.(node) ?? value.words}` : undefined;
  };
}
