/**
 * Every file that the page saves to the downloads of its machine, with what it holds; `TIME` and `NUMBER` are filled in. The
 * page can name no other, and the shell writes no other. ASCII, so that a name holds on every disk it is carried to.
 */
export const savedFiles = {
  'parked-photos-TIME-NUMBER.kioskphotos': 'application/octet-stream',
  'roster-template-TIME.csv': 'text/csv',
  'roster-results-TIME.csv': 'text/csv',
  'roster-results-TIME.pdf': 'application/pdf',
  'roster-cards-TIME.pdf': 'application/pdf',
  'roster-share-TIME.json': 'application/json',
  'import-TIME.csv': 'text/csv',
  'photo-survey-TIME.csv': 'text/csv',
  'photo-kiosk-TIME.log': 'application/x-ndjson',
  'photo-kiosk-certificate-TIME.cer': 'application/x-pem-file',
  'photo-kiosk-register-TIME.pdf': 'application/pdf',
  'photo-kiosk-register-TIME.sh': 'text/plain;charset=utf-8',
  'photo-kiosk-register-TIME.ps1': 'text/plain;charset=utf-8',
  'photo-kiosk-settings-TIME.json': 'application/json',
} as const;
export type SavedFile = keyof typeof savedFiles;

/** The name of such a file, as it is saved now. Two of a kind that are saved one after the other have names of their own. */
export function savedFileName(file: SavedFile, number = 1, date = new Date()): string {
  return file.replace('TIME', timeText(date)).replace('NUMBER', String(number));
}

const forms = Object.keys(savedFiles).map((file) => {
  const form = file.replaceAll('.', '\\.').replace('TIME', '\\d{8}-\\d{6}').replace('NUMBER', '\\d{1,6}');
  return new RegExp(`^${form}$`);
});

/** Whether a file of this name is one of them. */
export function isSavedFileName(name: string): boolean {
  return forms.some((form) => form.test(name));
}

/** `20260921-093015`, by this machine's clock. */
function timeText(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
