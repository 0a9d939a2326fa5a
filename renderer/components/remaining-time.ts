import { useEffect, useState } from 'react';
import { formatLocale, type Language } from '../../shared/language.ts';

/** Milliseconds left until a moment of the wall clock, counted down each second; never below 0. */
export function useRemainingMs(endsAtMs: number | undefined): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (endsAtMs === undefined) return;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  return endsAtMs === undefined ? 0 : Math.max(0, endsAtMs - nowMs);
}

/** A rough duration in the unit that reads best: seconds, minutes, hours or days. */
export function roughDuration(durationMs: number, language: Language): string {
  const steps = [
    ['second', 1000, 90],
    ['minute', 60_000, 90],
    ['hour', 3_600_000, 48],
  ] as const;
  const [unit, unitMs] = steps.find(([, ms, most]) => durationMs / ms < most) ?? (['day', 86_400_000] as const);
  const count = Math.max(1, Math.round(durationMs / unitMs));
  return new Intl.NumberFormat(formatLocale(language), { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** The time of day, with the date when it is not today's. */
export function whenInWords(atMs: number, language: Language, nowMs = Date.now()): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  const day: Intl.DateTimeFormatOptions = isToday ? {} : { month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(formatLocale(language), { ...day, hour: 'numeric', minute: '2-digit' }).format(atMs);
}

/** `24 hours`, in the language's own words. */
export function hoursInWords(hours: number, language: Language): string {
  return new Intl.NumberFormat(formatLocale(language), { style: 'unit', unit: 'hour', unitDisplay: 'long' }).format(
    hours,
  );
}
