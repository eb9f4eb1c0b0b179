// Lets processes run for a part of each period and stops them for the rest, so that a node has less than a core:
//   node throttle.mjs <share> <pid>...
// What is measured together on two cores would otherwise wait for the same cores, however many nodes there are.
const [share, ...pids] = process.argv.slice(2).map(Number);
const periodMs = 20;
const all = (signal) => {
  for (const pid of pids) process.kill(pid, signal);
};
const run = () => {
  all('SIGCONT');
  setTimeout(() => {
    all('SIGSTOP');
    setTimeout(run, periodMs * (1 - share));
  }, periodMs * share);
};
process.on('SIGTERM', () => {
  all('SIGCONT');
  process.exit(0);
});
run();
