import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonCard } from '../../shared/person-card.ts';
import { classNames } from '../look/class-names.ts';
import { useActions, useKiosk } from '../store/kiosk-context.tsx';
import { photoKey } from '../store/kiosk-state.ts';
import { initialsOf, toneOf } from './initials.ts';
import styles from './portrait.module.css';

/** A person's present photo in its round frame, or calm initials. Decorative where the name stands beside it. */
export function Portrait({
  person,
  size,
  isDecorative = false,
  shape = 'circle',
}: {
  readonly person: PersonCard;
  readonly size: 'list' | 'header' | 'hero' | 'preview';
  readonly isDecorative?: boolean;
  readonly shape?: 'circle' | 'square';
}) {
  const { t } = useTranslation();
  const { wantPhoto } = useActions();
  const edgePx = size === 'list' ? 96 : 240;
  const photo = useKiosk((state) => state.presentPhotos.get(photoKey(person.id, edgePx)));
  const smaller = useKiosk((state) => state.presentPhotos.get(photoKey(person.id, 96)));
  useEffect(() => wantPhoto(person.id, edgePx), [wantPhoto, person.id, edgePx]);

  // While the larger one is on its way, the list's small one keeps the face on screen.
  const shown = photo?.kind === 'photo' ? photo : smaller?.kind === 'photo' ? smaller : undefined;
  const className = classNames(styles.portrait, styles[size], styles[shape]);
  if (shown !== undefined) {
    const alt = isDecorative ? '' : t('person.photoOf', { name: person.displayName });
    return <img className={className} src={shown.url} alt={alt} draggable={false} />;
  }
  const label = isDecorative ? {} : { role: 'img', 'aria-label': t('person.noPhoto', { name: person.displayName }) };
  return (
    <span className={className} data-tone={toneOf(person.id)} {...label} aria-hidden={isDecorative}>
      <span aria-hidden="true">{initialsOf(person.displayName)}</span>
    </span>
  );
}
