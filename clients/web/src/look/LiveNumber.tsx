import { useRef } from "react";

/** A number that shows by a short tint that it moved; its width does not change with its digits. */
export function LiveNumber({ value, text }: { readonly value: number; readonly text: string }) {
  const last = useRef({ value, text, moves: 0, moved: undefined as "up" | "down" | undefined });
  const was = last.current;
  if (was.text !== text) {
    last.current = {
      value,
      text,
      moves: was.moves + 1,
      moved: value > was.value ? "up" : value < was.value ? "down" : undefined,
    };
  }
  const { moves, moved } = last.current;
  return (
    <span className="live" key={moves} data-moved={moved}>
      {text}
    </span>
  );
}
