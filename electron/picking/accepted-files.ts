/** Endings of what people call pictures; those that cannot be read are shown as well, for their advice to be heard. */
const pictureEndings = 'jpg jpeg jpe jfif png gif webp avif tif tiff bmp heic heif'.split(' ');
const endingsOfType: Readonly<Record<string, readonly string[]>> = {
  'image/*': pictureEndings,
  'application/json': ['json'],
};

/** Whether a file of this name fits a field's `accept` (HTML, "accept"): endings, and the media types that our pages name. */
export function isAccepted(fileName: string, accept: string): boolean {
  const wanted = accept.split(',').flatMap((token) => {
    const word = token.trim().toLowerCase();
    if (word === '') return [];
    return word.startsWith('.') ? [word.slice(1)] : (endingsOfType[word] ?? []);
  });
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  return accept.trim() === '' || (fileName.includes('.') && wanted.includes(ending));
}
