// The chart types that our figures use, drawn as SVG, with spoken descriptions and Swedish words.
import * as echarts from "echarts/core";
import { BarChart, BoxplotChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
} from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import langSV from "echarts/i18n/langSV-obj.js";

echarts.use([
  AriaComponent,
  BarChart,
  BoxplotChart,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  ScatterChart,
  SVGRenderer,
  TooltipComponent,
  VisualMapContinuousComponent,
]);
echarts.registerLocale("SV", langSV);

export const init = echarts.init;
