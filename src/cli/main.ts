#!/usr/bin/env node
import { endOnClosedPipe } from '../node/closed-pipe.js';
import { runProgram } from './program.js';

endOnClosedPipe('clickup-tools');
process.exitCode = await runProgram(process.argv.slice(2));
