import { type ClipboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * How many characters would stand in a field after a paste, as Chromium counts: UTF-16 units; into a single line breaks at the
 * end come not at all, and others each as a space.
 */
export function lengthAfterPaste(
  field: { readonly value: string; readonly selectionStart: number | null; readonly selectionEnd: number | null },
  pasted: string,
  isLong: boolean,
): number {
  const breaks = /\r\n|\r|\n/g;
  const text = isLong ? pasted.replaceAll(breaks, '\n') : pasted.replace(/[\r\n]+$/, '').replaceAll(breaks, ' ');
  const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
  return field.value.length - replaced + text.length;
}

/**
 * What is pasted and does not fit is refused whole and said, with numbers: the browser would cut it at the field's end, and
 * nobody would see that it was.
 */
export function usePasteRoom(room: number | undefined, value: string) {
  const [refused, setRefused] = useState<{ readonly length: number; readonly before: string }>();
  // Once something else stands there it is over, also where the former text comes back.
  if (refused !== undefined && refused.before !== value) setRefused(undefined);
  return {
    /** How long it would have become. Undefined: nothing was refused, or something else has stood in the field since. */
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
