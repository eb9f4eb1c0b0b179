import type { Choice, Chosen } from '../registry/choose.js';

/** A line of the log about which tools are served. */
export type GateEvent =
  | { event: 'tool_gate_configured'; allow: readonly string[]; deny: readonly string[]; read_only: boolean }
  | { event: 'tool_gate_skipped'; tool: string; reason: string }
  | { event: 'tool_gate_applied'; served: number; skipped: number };

/** What is said where tools are left out of what profile and toolsets have: the rule, each tool once, and the sum. */
export function gateEvents(
  { allow = [], deny = [], readOnly = false }: Choice,
  served: number,
  skipped: Chosen<unknown>['skipped'],
): GateEvent[] {
  return [
    { event: 'tool_gate_configured', allow, deny, read_only: readOnly },
    ...skipped.map(({ name, reason }): GateEvent => ({ event: 'tool_gate_skipped', tool: name, reason })),
    { event: 'tool_gate_applied', served, skipped: skipped.length },
  ];
}
