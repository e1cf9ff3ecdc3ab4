// How far a new line is indented: as far as the one before, further below a key that has no value yet, and beside the first key of a
// list's item.
import { indentService } from "@codemirror/language";

const UNIT = 2;

export const indentation = indentService.of((context, position) => {
  const { text, from } = context.lineAt(position, -1);
  const before = text.slice(0, position - from);
  const [lead] = /^ *(?:- +)*/.exec(before)!;
  const opens = /:\s*(?:#.*)?$|:\s+[|>][-+\d]*\s*$/.test(before);
  return lead.length + (opens ? UNIT : 0);
});
