/** The key of the application's sign, as an icon beside text. */
export function KeyIcon() {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <circle cx="5.3" cy="10.7" r="2.8" />
      <path d="M7.3 8.7 13.5 2.5M11 5l2 2" />
    </svg>
  );
}
