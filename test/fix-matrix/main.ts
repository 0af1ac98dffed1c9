import { parseArgs } from 'node:util';
import { runMatrix } from './run.ts';
import { setUp } from './set-up.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string', multiple: true }, step: { type: 'string' } },
});
setUp();
const report = runMatrix(
  {
    ...(values.only !== undefined && { only: values.only }),
    ...(values.step !== undefined && { step: Number(values.step) }),
  },
  (line) => console.error(line),
);
if (values.json === true) console.log(JSON.stringify(report, undefined, 2));
else {
  for (const failure of [...new Set(report.failures)].slice(0, 60)) console.log(failure);
  for (const { language, reason } of report.notRun) console.log(`not run: ${language}: ${reason}`);
  console.log(`${report.cells} cells, ${report.passed} passed, ${report.failed} failed`);
}
process.exitCode = report.failed === 0 ? 0 : 1;
