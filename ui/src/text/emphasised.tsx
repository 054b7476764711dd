import { emphasised } from ".";

/** A sentence whose `<b>` parts are set in medium weight; values are always text. */
export function Emphasised({ template, values }: { template: string; values: Record<string, string> }) {
  return (
    <>
      {emphasised(template, values).map((part) =>
        part.strong ? (
          <strong key={`b${part.text}`}>{part.text}</strong>
        ) : (
          <span key={part.text}>{part.text}</span>
        ),
      )}
    </>
  );
}
