/** Where the demo tenant lives for `fetch` inside the process; `.invalid` resolves nowhere (RFC 2606). */
export const demoBaseUrl = 'https://demo.photo-kiosk.invalid';
