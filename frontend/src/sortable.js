// Dragging for the ranked list of an application: the core alone, without plug-ins.
export { default } from "sortablejs/modular/sortable.core.esm.js";
