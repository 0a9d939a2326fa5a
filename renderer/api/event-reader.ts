/** Text that `server-sent events` may hold without an end before the connection is given up. */
const backlogLimitCharacters = 4 * 1024 * 1024;

/**
 * Reads server-sent events of one `data:` line each, as the browser host sends them, and hands over each line's JSON.
 * Ends when the body ends; rejects when the connection breaks or says what it should not.
 */
export async function readEvents(body: ReadableStream<Uint8Array>, onEvent: (event: unknown) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    let end = text.indexOf('\n\n');
    while (end >= 0) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      if (block.startsWith('data: ')) onEvent(JSON.parse(block.slice(6)));
      end = text.indexOf('\n\n');
    }
    if (text.length > backlogLimitCharacters) throw new Error('an event without end');
  }
}
