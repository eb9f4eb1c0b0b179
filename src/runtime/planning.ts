import type { Call } from './call.js';
import type { DryRun, PlannedRequest, WritePlan } from './envelope.js';
import { ClickUpError, clickUpError } from './errors.js';
import { isPlainObject } from './plain-object.js';
import { snakeCase } from './snake-case.js';
import type { Tool } from './tool.js';

/** What a plan says, and what it was made against, for comparison. */
export interface Planned {
  plan: WritePlan;
  /** By what would change: its fields as they are now. */
  state: Readonly<Record<string, Readonly<Record<string, string>>>>;
  notes: readonly string[];
}

/** A call that is planned, or to be confirmed: exactly this, and nothing else. */
export interface Subject {
  tool: string;
  /** The checked input, without what steers the call. */
  input: Readonly<Record<string, unknown>>;
  requests: readonly PlannedRequest[];
  state: Planned['state'];
}

/** Gives tokens for plans and takes each once. */
export interface PlanTokens {
  issue(subject: Subject): Promise<string>;
  /** Throws where the token is not one for this call, or what it was made against has changed. */
  accept(token: string, subject: Subject): Promise<void>;
}

/** Puts the requests of a dry run into words. */
export interface Planner<Ctx> {
  plan(ctx: Ctx, call: Call): Promise<Planned>;
  /** Where what destroys, and what does many things, is confirmed by the token of its plan. */
  tokens?: PlanTokens;
}

/** Whether a tool is called by the token of a plan alone. */
export const needsPlan = ({ effect, name }: Pick<Tool<unknown>, 'effect' | 'name'>): boolean =>
  effect === 'delete' || /_(bulk|resume)$/.test(name);

/** Whether the answer of a dry run carries a token: some calls of an update delete. */
export const mayNeedPlan = (tool: Pick<Tool<unknown>, 'effect' | 'name' | 'parameters'>): boolean =>
  needsPlan(tool) || tool.parameters.includes('confirm');

/** Takes the token out of an input; a plain "yes" is none. */
export function takeToken(input: unknown): { input: unknown; token: string | undefined } {
  if (!isPlainObject(input)) return { input, token: undefined };
  const key = Object.keys(input).find((name) => snakeCase(name) === 'confirm');
  if (key === undefined) return { input, token: undefined };
  const { [key]: given, ...rest } = input;
  return {
    input: rest,
    token: typeof given === 'string' && given !== '' && given.toLowerCase() !== 'yes' ? given : undefined,
  };
}

/** What a token stands for. */
function subjectOf(tool: string, input: object, requests: readonly PlannedRequest[], state: Planned['state']): Subject {
  const { dry_run: _, confirm: __, ...own } = input as Record<string, unknown>;
  return { tool, input: own, requests, state };
}

/** The error of a call that only a plan confirms. */
export const unplanned = (message: string, details?: Record<string, unknown>): ClickUpError =>
  clickUpError('CONFIRMATION_REQUIRED', message, {
    suggestion:
      'Call it with dry_run: true, show the person the plan, and repeat the same call with the confirm_token of the plan as confirm.',
    details: { parameter: 'confirm', takes: 'confirm_token', ...details },
  });

/** A tool that asks for "yes" asks for the token instead. */
export const asUnplanned = (error: unknown): unknown =>
  error instanceof ClickUpError && error.code === 'CONFIRMATION_REQUIRED' && error.details?.takes === undefined
    ? unplanned(error.message, { ...error.details, allowed_values: undefined })
    : error;

/** What a dry run answers, without its remarks; notes of the plan are added to them. */
export async function plannedAnswer<Ctx>(
  tool: Tool<unknown>,
  input: object,
  {
    planner,
    call,
    context,
    remarks,
  }: { planner: Planner<Ctx> | undefined; call: Call; context: Ctx; remarks: { notes: string[] } },
): Promise<Omit<DryRun, 'changes' | 'api_calls'>> {
  const base = { dry_run: true as const, requests: call.planned };
  if (!planner) return base;
  const { plan, state, notes } = await planner.plan(context, call);
  remarks.notes.push(...notes);
  const token =
    planner.tokens && mayNeedPlan(tool)
      ? await planner.tokens.issue(subjectOf(tool.name, input, call.planned, state))
      : undefined;
  return { ...base, ...plan, ...(token !== undefined && { confirm_token: token }) };
}

interface Confirming<Ctx> extends Required<Planner<Ctx>> {
  call: Call;
  token: string | undefined;
  runOn(remarks: { resolved: Record<string, string>; notes: string[] }, input: object): Promise<{ context: Ctx }>;
}

/** Takes the token of a plan: the call is planned once more, and what that says must be what was confirmed. */
export async function requirePlan<Ctx>(
  tool: Tool<unknown>,
  input: { confirm?: string },
  { plan, tokens, call, token, runOn }: Confirming<Ctx>,
): Promise<void> {
  if (call.dryRun) return;
  if (token === undefined) {
    if (needsPlan(tool)) throw unplanned(`${tool.name} is confirmed by the token of its plan`);
    return;
  }
  call.dryRun = true;
  try {
    const { context } = await runOn({ resolved: {}, notes: [] }, { ...input, dry_run: true });
    const { state } = await plan(context, call);
    await tokens.accept(token, subjectOf(tool.name, input, call.planned, state));
  } finally {
    call.dryRun = false;
    call.planned.length = 0;
    delete call.seen;
  }
  if (tool.parameters.includes('confirm')) input.confirm = 'yes';
}
