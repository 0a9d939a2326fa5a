const bearer = /\b(?:Bearer\s+)?ey[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const mailAddress = /[^\s"'<>/:;,()]+@[^\s"'<>/:;,()]+/g;

/** Takes tokens and mail-shaped names out of free text, such as a library's error message. */
export function redactedText(text: string): string {
  return text.replace(bearer, '[token]').replace(mailAddress, '[name]');
}
