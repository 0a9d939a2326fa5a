import { serveDemoTenant } from './demo-server.ts';
import { createDemoTenant } from './demo-tenant.ts';

const server = await serveDemoTenant(createDemoTenant(), { port: 0 });
process.stdout.write(`demo tenant ready ${server.url}\n`);
