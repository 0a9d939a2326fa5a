import { z } from 'zod';

// The page's policy forbids making code from strings; without this, zod tries whether it may. Imported first, because
// schemas ask while they are built.
z.config({ jitless: true });
