/** Words on a page of their own, for when the kiosk's page cannot be shown. */
export interface Notice {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

const style = `
  :root { color-scheme: light dark; --paper: #f7f4ef; --ink: #1f1d1a; }
  @media (prefers-color-scheme: dark) { :root { --paper: #1b1a18; --ink: #f1ede6; } }
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 1.5rem; padding: 8vmin;
    background: var(--paper); color: var(--ink); font: 1.5rem/1.45 Inter, system-ui, sans-serif; }
  h1 { font-size: 2.5rem; line-height: 1.1; margin: 0; font-weight: 600; }
  p { margin: 0; max-width: 40ch; white-space: pre-wrap; overflow-wrap: anywhere; }`;

/** A page without scripts, addresses or forms. Text is escaped; nothing of it becomes markup. */
export function noticePage({ title, paragraphs }: Notice): Response {
  const body = paragraphs.map((text) => `<p dir="auto">${escaped(text)}</p>`).join('\n');
  return new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style>
<h1>${escaped(title)}</h1>
${body}</html>`,
    {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    },
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
