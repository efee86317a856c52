import { Link } from "@tanstack/react-router";
import { Notice } from "../parts/Notice";

export function NotFound() {
  return (
    <Notice isPage title="There is no page here">
      <p>
        The address may be mistyped, or the page is of another version. <Link to="/explore">Search for traces</Link>{" "}
        instead.
      </p>
    </Notice>
  );
}
