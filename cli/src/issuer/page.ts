/** Where the login page of a request is; the rest of the path says which one. */
export const LOGIN_PATH = '/login/';

/** A page of few words. The lines are text, what follows them is HTML. */
export function page(title: string, lines: readonly string[], html = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem } input, button { font: inherit; padding: .4rem .8rem }</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${html}
</body>
</html>
`;
}

/** Text as it may stand in HTML and in an attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
