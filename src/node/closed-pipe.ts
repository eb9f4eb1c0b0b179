/**
 * Ends the program quietly, with the exit code it has come to, once nobody reads its output any more (`| head -1`). Other
 * failures of the output are told, on stderr, which may itself be gone.
 */
export function endOnClosedPipe(program: string): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`${program}: the output cannot be written: ${error.message}\n`);
    process.exit(1);
  });
}
