/** The two channels between preload and main process. */
export const invokeChannel = 'kiosk:invoke';
export const eventChannel = 'kiosk:event';
