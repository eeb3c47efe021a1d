// Runs CLI for Microsoft 365's commands one after another in one process: a line of JSON in, a
// line of JSON out. Only its start is saved; words go the whole way of the command line.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const dist = join(process.env.M365, "dist");
const load = (name) => import(pathToFileURL(join(dist, name)).href);
const { cli } = await load("cli/cli.js");

// The command line ends by process.exit, in the midst of what may catch what is thrown: the first
// exit counts, with what was printed until then.
let ended;

const write = process.stdout.write.bind(process.stdout);
const caught = { out: "", err: "" };
const keep = (name) => (text, encoding, done) => {
  caught[name] += text;
  (typeof encoding === "function" ? encoding : done)?.();
  return true;
};
process.stdout.write = keep("out");
process.stderr.write = keep("err");
console.log = (...parts) => void (caught.out += `${parts.join(" ")}\n`);
console.error = (...parts) => void (caught.err += `${parts.join(" ")}\n`);
process.exit = (code) => {
  ended({ code: code ?? 0, ...caught });
  throw new Error("the command has ended");
};

async function execute(words) {
  Object.assign(cli, { commandToExecute: undefined, currentCommandName: undefined, optionsFromArgs: undefined });
  try {
    await cli.execute(words);
  } catch (error) {
    await cli.closeWithError(error, cli.optionsFromArgs || { options: {} });
  }
}

async function run(words) {
  caught.out = caught.err = "";
  const end = new Promise((resolve) => (ended = resolve));
  const whole = execute(words).then(
    () => ({ code: 0, ...caught }),
    (error) => ({ code: -1, out: caught.out, err: String(error.stack) }),
  );
  return Promise.race([end, whole]);
}

for await (const line of createInterface({ input: process.stdin })) {
  write(`${JSON.stringify(await run(JSON.parse(line)))}\n`);
}
