// The scripts of Designsystemet that our components use: error summaries that take focus,
// dialogs opened by `command="show-modal"` and closed by a click outside.
import "@digdir/designsystemet-web/invokers";
import "@digdir/designsystemet-web/dialog";
import "@digdir/designsystemet-web/ds-error-summary";
