import { z } from 'zod';

// Before any schema is built: zod otherwise probes `new Function`, which the content security policy refuses and reports.
z.config({ jitless: true });
