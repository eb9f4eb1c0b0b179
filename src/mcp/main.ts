#!/usr/bin/env node
import { endOnClosedPipe } from '../node/closed-pipe.js';
import { runServer } from './program.js';

endOnClosedPipe('clickup-mcp');
await runServer(process.argv.slice(2), process);
