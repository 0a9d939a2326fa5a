import { type ClipboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * How many characters would stand in a field after a paste, as the field itself counts: UTF-16 units, and a single line takes
 * no line breaks (HTML, "value sanitization algorithm").
 */
export function lengthAfterPaste(
  field: { readonly value: string; readonly selectionStart: number | null; readonly selectionEnd: number | null },
  pasted: string,
  isLong: boolean,
): number {
  const text = isLong ? pasted.replaceAll('\r\n', '\n') : pasted.replaceAll(/[\r\n]/g, '');
  const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
  return field.value.length - replaced + text.length;
}

/**
 * What is pasted and does not fit is refused whole and said, with numbers: the browser would cut it at the field's end, and
 * nobody would see that it was.
 */
export function usePasteRoom(room: number | undefined, value: string) {
  const [refused, setRefused] = useState<{ readonly length: number; readonly before: string }>();
  return {
    /** How long it would have become. Undefined: nothing was refused, or something else stands in the field since. */
    found: refused?.before === value ? refused.length : undefined,
    onPaste(event: ClipboardEvent<Field>) {
      const field = event.currentTarget;
      const length = lengthAfterPaste(field, event.clipboardData.getData('text'), field.tagName === 'TEXTAREA');
      const isTooLong = room !== undefined && length > room;
      if (isTooLong) event.preventDefault();
      setRefused(isTooLong ? { length, before: value } : undefined);
    },
  };
}

/** The sentence under a field that has refused a paste. */
export function PasteRefused({
  room,
  found,
  className,
}: {
  readonly room: number | undefined;
  readonly found: number | undefined;
  readonly className: string | undefined;
}) {
  const { t } = useTranslation();
  if (found === undefined || room === undefined) return null;
  return (
    <p className={className} role="alert" data-testid="paste-refused">
      {t('field.pasteTooLong', { expected: room, actual: found })}
    </p>
  );
}
