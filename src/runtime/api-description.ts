import type { Text } from './advice.js';
import type { ErrorCode } from './errors.js';
import type { LookUps } from './look-up.js';
import type { Operations } from './operations.js';

/** What the runtime is told about the API that it serves, so that it names no tool and no noun itself. */
export interface ApiDescription {
  readonly operations: Operations;
  readonly errors: ErrorRules;
  /** What a request was about, read from its path template and its path; for the error that it was not found. */
  describeTarget(template: string, path: string): RequestTarget;
  /** Where the id comes from that an argument takes: "; goal_list shows ids"; empty for other arguments. */
  idHint(parameter: string): Text;
  /** Other names of arguments, taken where a tool has no argument of that name itself. */
  readonly argumentSynonyms: Readonly<Record<string, string>>;
  /** How creates whose answer was lost are looked for; loaded with the first create. */
  readonly lookUps?: (() => Promise<LookUps>) | undefined;
  /** Arguments that callers expect and that have another name here, with what to say about it. */
  readonly renamedArguments: Readonly<Record<string, string>>;
}

/** How the API says what went wrong, beyond the HTTP status. */
export interface ErrorRules {
  /** What an answer means whose code or text says more than its status; undefined where it says no more. */
  read(problem: Problem, status: number, target: RequestTarget): Reading | undefined;
  /** The status that otherwise comes with a code, for errors inside an answer of status 200. */
  statusOf(code: string): number;
  /** What an unnamed request was about. */
  readonly unnamed: RequestTarget;
}

/** The API's account of a failure, whichever form it came in. */
export interface Problem {
  text: string;
  ecode: string | undefined;
  traceId: string | number | undefined;
  /** A web page came, which the API never sends. */
  isPage?: true;
}

/** An answer in the words of the contract. */
export interface Reading {
  code: ErrorCode;
  message: string;
  suggestion: Text;
}

/** What a request was about. */
export interface RequestTarget {
  /** The ids of its path: "Task 86c1x9k2p"; empty where it has none. */
  named: string;
  /** What to do when it was not found. */
  suggestion: Text;
}
