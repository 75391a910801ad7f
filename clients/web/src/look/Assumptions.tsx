/** What figures rest on, one click away. */
export function Assumptions({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <details>
      <summary>What these figures rest on</summary>
      <ul style={{ margin: "0.4rem 0 0", paddingLeft: 18, fontSize: "0.85rem" }}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}
