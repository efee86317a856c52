/** The clew: a ball of thread whose end leads out of it. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <circle cx="13.5" cy="13.5" r="10.5" />
      <path d="M4.2 9.2c6.2-1.6 12.6 1 15.9 6.1" />
      <path d="M3.2 15.6c4.6-1.7 9.9.2 12.6 4.3 .6 1 1 2 1.3 3.4" />
      <path d="M10.2 3.7c6 .5 11 4.4 13.3 9.7" />
      <path d="M20.6 21.2c1.8 3.4 3.6 7.8 9.4 7.3" />
    </svg>
  );
}
