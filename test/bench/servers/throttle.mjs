// Lets processes run in turns for a part of each period and stops them for the rest, so that a node has less than a core:
//   node throttle.mjs <share> <pid>...
// What is measured together on two cores would otherwise wait for the same cores, however many nodes there are. Turns never
// overlap, for the same reason, and each is as long as the share says, however late it begins.
const [share, ...pids] = process.argv.slice(2).map(Number);
const periodMs = 20;
const slotMs = periodMs / pids.length;
const begun = performance.now();
const turn = (nth) => {
  const pid = pids[nth % pids.length];
  process.kill(pid, 'SIGCONT');
  setTimeout(() => {
    process.kill(pid, 'SIGSTOP');
    setTimeout(() => turn(nth + 1), Math.max(0, begun + (nth + 1) * slotMs - performance.now()));
  }, periodMs * share);
};
process.on('SIGTERM', () => {
  for (const pid of pids) process.kill(pid, 'SIGCONT');
  process.exit(0);
});
for (const pid of pids) process.kill(pid, 'SIGSTOP');
turn(0);
