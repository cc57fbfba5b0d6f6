// Loaded into a process that is measured: at its end it says what it used, on standard error.

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(`\nusage ${userCPUTime + systemCPUTime} ${maxRSS}\n`);
});
