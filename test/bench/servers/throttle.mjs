// Lets processes run for a part of each period and stops them for the rest, so that a node has less than a core:
//   node throttle.mjs <share> <pid>...
// What is measured together on two cores would otherwise wait for the same cores, however many nodes there are. Their
// turns are spread over the period: at the same time they would again wait for each other.
const [share, ...pids] = process.argv.slice(2).map(Number);
const periodMs = 20;
const begin = (pid, at) => {
  process.kill(pid, 'SIGSTOP');
  const run = () => {
    process.kill(pid, 'SIGCONT');
    setTimeout(() => process.kill(pid, 'SIGSTOP'), periodMs * share);
  };
  setTimeout(() => {
    run();
    setInterval(run, periodMs);
  }, at);
};
process.on('SIGTERM', () => {
  for (const pid of pids) process.kill(pid, 'SIGCONT');
  process.exit(0);
});
pids.forEach((pid, nth) => {
  begin(pid, (periodMs / pids.length) * nth);
});
