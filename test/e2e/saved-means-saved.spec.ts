import { expect, test } from '@playwright/test';
import { serveDemoTenant } from '../../electron/demo/demo-server.ts';
import { createDemoTenant } from '../../electron/demo/demo-tenant.ts';
import { runCommand } from '../command-line.ts';
import { onlyInWhole } from './in-whole.ts';
import { type KioskProcess, scratchFolder, startKiosk, writeSettings } from './kiosk-process.ts';
import { KioskScreen } from './kiosk-screen.ts';
import { OperatorScreen } from './operator-screen.ts';

test('offline: saved, the person may go; when the network is back it is confirmed without a touch', async ({
  page,
}) => {
  const kiosk = await startKiosk();
  try {
    const screen = new KioskScreen(page);
    await screen.open(kiosk);
    await screen.toReview();
    await screen.rehearse('network-off');
    await screen.use();
    await screen.expectReceipt('waiting-offline');
    await expect(screen.screen('receipt').getByText(screen.words.receipt.stage['waiting-offline'].body)).toBeVisible();
    await screen.rehearse('none');
    await screen.expectReceipt('confirmed');
  } finally {
    await kiosk.end('SIGTERM');
  }
});

test('offline people find themselves too, from the station’s own copy', onlyInWhole, async ({ page }) => {
  const kiosk = await startKiosk();
  try {
    const screen = new KioskScreen(page);
    await screen.open(kiosk);
    await expect(page.getByText(screen.words.bar.sign.online)).toBeVisible();
    await screen.rehearse('network-off');
    await screen.find();
  } finally {
    await kiosk.end('SIGTERM');
  }
});

test('throttled and refused are said as such, and neither is called offline', onlyInWhole, async ({ page }) => {
  const kiosk = await startKiosk();
  try {
    const screen = new KioskScreen(page);
    await screen.open(kiosk);
    await screen.toReview();
    await screen.rehearse('refused');
    await screen.use();
    await screen.expectReceipt('refused');
    await expect(screen.screen('receipt').getByText(screen.words.receipt.stage.refused.body)).toBeVisible();
    await screen.rehearse('none');
    await screen.button(screen.words.common.done).click();

    await screen.toReview();
    await screen.rehearse('throttled');
    await screen.use();
    await screen.expectReceipt('waiting-throttled');
    await screen.rehearse('none');
    await screen.expectReceipt('confirmed');
  } finally {
    await kiosk.end('SIGTERM');
  }
});

test('kill -9 right after "saved": the restarted station confirms it, and the directory got exactly one photo', async ({
  page,
}) => {
  const tenant = createDemoTenant();
  const server = await serveDemoTenant(tenant, { port: 0 });
  const dataFolder = scratchFolder('kill');
  const settings = {
    tenant: { tenantId: tenant.tenantId, clientId: tenant.clientId, graphUrl: server.url, authority: server.url },
    signIn: { mode: 'application', credential: 'secret' },
  };
  const config = ['--config', writeSettings(settings), '--data', dataFolder];
  // What reached the directory; tries into the dead network are in the request log without a status.
  const uploads = () => tenant.requests().filter(({ method, status }) => method === 'PUT' && status !== undefined);
  let kiosk: KioskProcess | undefined;
  try {
    const provisioned = await runCommand(['provision', '--secret', ...config], `${tenant.clientSecret}\n`);
    expect(provisioned.code, provisioned.stderr).toBe(0);

    kiosk = await startKiosk({ dataFolder, settings });
    const screen = new KioskScreen(page);
    await screen.open(kiosk);
    await screen.toReview();
    tenant.setFault('network-off');
    await screen.use();
    await kiosk.end('SIGKILL');
    expect(uploads()).toEqual([]);

    tenant.setFault('none');
    kiosk = await startKiosk({ dataFolder, settings });
    await screen.open(kiosk);
    const operator = new OperatorScreen(page);
    await operator.open();
    await operator.chooseNewest();
    await operator.expectState('confirmed');
    await kiosk.end('SIGTERM');
    const listed = await runCommand(['queue', 'list', '--filter', 'all', '--json', ...config]);
    expect(JSON.parse(listed.stdout), listed.stderr).toMatchObject({ jobs: [{ state: { kind: 'confirmed' } }] });
    expect(uploads()).toHaveLength(1);
  } finally {
    await kiosk?.end('SIGKILL');
    await server.close();
  }
});
