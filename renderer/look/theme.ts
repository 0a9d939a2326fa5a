import type { Station } from '../../shared/station.ts';
import { accentTokens } from './accent-tokens.ts';

/**
 * Puts theme and accent on the document and follows the system's theme where the settings say so.
 * Returns the function that stops following.
 */
export function applyTheme(
  root: HTMLElement,
  station: Pick<Station, 'theme' | 'accentColour'>,
  systemIsDark: MediaQueryList,
): () => void {
  const apply = () => {
    const isDark = station.theme === 'dark' || (station.theme === 'system' && systemIsDark.matches);
    const theme = isDark ? 'dark' : 'light';
    root.dataset.theme = theme;
    const tokens = accentTokens(station.accentColour, theme);
    root.style.setProperty('--accent-fill', tokens.fill);
    root.style.setProperty('--accent-fill-pressed', tokens.fillPressed);
    root.style.setProperty('--accent-on-fill', tokens.onFill);
    root.style.setProperty('--accent-text', tokens.text);
    root.style.setProperty('--accent-line', tokens.line);
    root.style.setProperty('--accent-soft', tokens.soft);
  };
  apply();
  systemIsDark.addEventListener('change', apply);
  return () => systemIsDark.removeEventListener('change', apply);
}
