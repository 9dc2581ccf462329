// Reads a JSON text with a document from each line of standard input; writes what html-validate finds in it, a line for each.
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate/browser";

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ["html-validate:standard", "html-validate:a11y"],
    // the list of a combobox is no <select>: it hangs below a box that is typed in (ARIA's pattern for it)
    rules: { "prefer-native-element": ["error", { exclude: ["listbox"] }] },
  }),
);
for await (const line of createInterface({ input: process.stdin })) {
  const report = await validator.validateString(JSON.parse(line));
  const found = report.results.flatMap((result) => result.messages);
  console.log(JSON.stringify(found.map((each) => `${each.ruleId}: ${each.message} (line ${each.line}, ${each.selector})`)));
}
