import styles from './attract-picture.module.css';

/** The promise of the station as a picture: one face in the three round frames where colleagues will meet it. */
export function AttractPicture() {
  return (
    <div className={styles.picture} aria-hidden="true">
      <div className={styles.group}>
        <Face className={styles.large} />
        <Face className={styles.middle} />
        <Face className={styles.small} />
      </div>
    </div>
  );
}

/** Head and shoulders, and the oval they are photographed in. */
function Face({ className }: { readonly className: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 240 240" role="presentation">
      <rect width="240" height="240" className={styles.ground} />
      <path className={styles.body} d="M28 262c0-57 34-80 66-86 8-2 10-7 10-14h32c0 7 2 12 10 14 32 6 66 29 66 86z" />
      <ellipse className={styles.head} cx="120" cy="107" rx="45" ry="57" />
      <ellipse className={styles.oval} cx="120" cy="107" rx="62" ry="77" />
    </svg>
  );
}
