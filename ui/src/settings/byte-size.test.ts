import { expect, test } from "vitest";
import { byteSize } from "./byte-size";

test.each([
  [0, "0 bytes"],
  [1023, "1,023 bytes"],
  [1024, "1 KiB"],
  [159_744, "156 KiB"],
  [2_621_440, "2.5 MiB"],
  [5_368_709_120, "5 GiB"],
])("%i bytes read %s", (bytes, words) => {
  expect(byteSize(bytes)).toBe(words);
});
