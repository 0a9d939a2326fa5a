import { useTranslation } from 'react-i18next';
import type { PersonCard } from '../../shared/person-card.ts';
import { classNames } from '../look/class-names.ts';
import { initialsOf, toneOf } from './initials.ts';
import styles from './portrait.module.css';
import { usePresentPhoto } from './present-photo.ts';

/** A person's present photo in its round frame, or calm initials. Decorative where the name stands beside it. */
export function Portrait({
  person,
  size,
  isDecorative = false,
}: {
  readonly person: PersonCard;
  readonly size: 'list' | 'header' | 'hero';
  readonly isDecorative?: boolean;
}) {
  const { t } = useTranslation();
  const url = usePresentPhoto(person.id, size === 'list' ? 96 : 240);
  const className = classNames(styles.portrait, styles[size]);
  if (url !== undefined) {
    const alt = isDecorative ? '' : t('person.photoOf', { name: person.displayName });
    return <img className={className} src={url} alt={alt} draggable={false} />;
  }
  const label = isDecorative ? {} : { role: 'img', 'aria-label': t('person.noPhoto', { name: person.displayName }) };
  return (
    <span className={className} data-tone={toneOf(person.id)} {...label} aria-hidden={isDecorative}>
      <span aria-hidden="true">{initialsOf(person.displayName)}</span>
    </span>
  );
}
