import { expect as playwrightExpect } from '@playwright/test';

/** Only ends what will never come, however busy the machine. Also where no configuration says so: the pictures of the guide are taken without one. */
export const expect = playwrightExpect.configure({ timeout: 90_000 });
