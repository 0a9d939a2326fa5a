/** What the kiosk's window shows until it is told the address that opens the kiosk: nothing. */
export const openingPath = '/opening';

/** Without scripts and words. */
export const openingPage = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Photo Kiosk</title></html>';
