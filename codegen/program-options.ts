import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../src/runtime/nearest.js';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<Given extends Options> = ReturnType<typeof parseArgs<{ options: Given }>>['values'];

/** What a program was told. */
interface Told<Given extends Options> {
  values: Values<Given>;
  /** What stands beside the options. */
  words: string[];
  /** Ends the program, which says what is wrong with that, and its help. */
  refuse: (wrong: string) => never;
}

/** The options of a program of this repository. `--help` ends it with its help, and what it does not understand with exit code 2. */
export function programOptions<const Given extends Options>(
  help: string,
  given: Given,
  { allowPositionals = false } = {},
): Told<Given> {
  const options = { ...given, help: { type: 'boolean' } } satisfies Options;
  const refuse = (wrong: string): never => {
    process.stderr.write(`${wrong}\n\n${help}`);
    process.exit(2);
  };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals });
    if ((values as { help?: boolean }).help) {
      process.stdout.write(help);
      process.exit(0);
    }
    return { values: values as Values<Given>, words: positionals, refuse };
  } catch (error) {
    const { message } = error as Error;
    const unknown = /^Unknown option '--([^']+)'/.exec(message)?.[1] ?? '';
    const near = nearest(unknown, Object.keys(options));
    return refuse(`${message.split('. ')[0]}${near === undefined ? '' : `; did you mean --${near}?`}`);
  }
}
