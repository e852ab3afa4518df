//! The plot beside the table: how far each way of counting goes beyond the budget.

use std::fmt::Write;

use crate::report::Figures;
use crate::table::{Row, percent, thousands};

const WIDTH: i32 = 800;
/// Where the budget ends, and how many pixels are one percent of it.
const BUDGET_X: i32 = 170;
const PERCENT_PX: i32 = 5;
/// The axis goes so far beyond the budget, in percent.
const AXIS_END: i32 = 100;
const TOP: i32 = 84;
const HEADING_HEIGHT: i32 = 30;
const LANE_HEIGHT: i32 = 13;
const ROW_HEIGHT: i32 = 3 * LANE_HEIGHT + 9;

/// The colours are of Okabe and Ito's palette and grey, and each way has its own shape, so that nobody depends on them.
/// The background is painted, since the page around may be light where the reader's system is dark.
const STYLE: &str = "\
text { font: 12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; fill: #1f2328 }
.title { font-size: 16px; font-weight: 600 }
.heading { font-weight: 600 }
.quiet { fill: #59636e }
.value { font-size: 11px; font-variant-numeric: tabular-nums }
.end { text-anchor: end }
.middle { text-anchor: middle }
.page { fill: #ffffff }
.grid { stroke: #d8dee4 }
.budget { stroke: #1f2328; stroke-width: 1.5 }
.leases { fill: #0072b2; stroke: #0072b2 }
.per-process { fill: #d55e00; stroke: #d55e00 }
.shared { fill: #6e7781; stroke: #6e7781 }
.bar { stroke-width: 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .quiet { fill: #9198a1 }
  .page { fill: #0d1117 }
  .grid { stroke: #30363d }
  .budget { stroke: #e6edf3 }
  .leases { fill: #56b4e9; stroke: #56b4e9 }
  .per-process { fill: #e69f00; stroke: #e69f00 }
  .shared { fill: #a5adb6; stroke: #a5adb6 }
}
";

/// A way of counting: its name, its class in the style, and what it came to.
struct Way {
    name: &'static str,
    class: &'static str,
    figures: fn(&Row) -> &Figures,
}

const WAYS: [Way; 3] = [
    Way { name: "leases", class: "leases", figures: |row| &row.leases },
    Way { name: "counter per process", class: "per-process", figures: |row| &row.per_process },
    Way { name: "shared counter", class: "shared", figures: |row| &row.shared },
];

/// The whole file.
pub(crate) fn plot(rows: &[Row]) -> String {
    let mut body = String::new();
    let mut y = TOP;
    let mut group = None;
    for row in rows {
        let setting = row.setting;
        let is_first = group.replace((setting.bound, setting.shape)) != Some((setting.bound, setting.shape));
        if is_first {
            y += HEADING_HEIGHT;
            let (bound, shape) = (setting.bound.name(), setting.shape.name());
            text(&mut body, 16, y - 10, "heading", &format!("{bound}, {shape}"));
        }
        let environments = format!(
            "{} environment{}",
            thousands(setting.environments.into()),
            if setting.environments == 1 { "" } else { "s" }
        );
        text(&mut body, BUDGET_X - 24, y + 2 * LANE_HEIGHT - 2, "quiet end", &environments);
        for way in &WAYS {
            lane(&mut body, y + LANE_HEIGHT / 2, way, (way.figures)(row), is_first);
            y += LANE_HEIGHT;
        }
        y += ROW_HEIGHT - 3 * LANE_HEIGHT;
    }
    let height = y + 16;
    let about = about(rows);
    let axis = axis(y);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title about\">\n\
         <title id=\"title\">What a month was billed beyond its budget</title>\n\
         <desc id=\"about\">{about}</desc>\n\
         <style>\n{STYLE}</style>\n\
         <rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\" rx=\"6\"/>\n\
         {axis}{body}</svg>\n"
    )
}

/// For who does not see it.
fn about(rows: &[Row]) -> String {
    let mut about =
        format!("Bars for {} settings, from the line where the budget ends to what was billed.", rows.len());
    for way in &WAYS {
        let over = || rows.iter().map(|row| (way.figures)(row).overshoot);
        let (least, most) = (over().min().unwrap_or_default(), over().max().unwrap_or_default());
        let (name, least, most) = (way.name, percent(least), percent(most));
        if least == most {
            write!(about, " With {name}: {most} over in each.").unwrap();
        } else {
            write!(about, " With {name}: from {least} to {most} over.").unwrap();
        }
    }
    about
}

fn axis(bottom: i32) -> String {
    let mut axis = String::new();
    text(&mut axis, 16, 30, "title", "What a month was billed beyond its budget");
    text(&mut axis, 16, 50, "quiet", "in percent of the budget; a minus is what was not used");
    for percent in (0..=AXIS_END).step_by(20) {
        let x = BUDGET_X + percent * PERCENT_PX;
        let (class, label) =
            if percent == 0 { ("budget", "the budget".to_owned()) } else { ("grid", format!("+{percent} %")) };
        writeln!(axis, "<path class=\"{class}\" d=\"M{x} {} V{bottom}\"/>", TOP + 6).unwrap();
        text(&mut axis, x, TOP - 2, "quiet middle", &label);
    }
    axis
}

/// A bar from the budget to what was billed, the shape of its way, and the figure; the name too if it is to be `named`.
fn lane(svg: &mut String, y: i32, way: &Way, figures: &Figures, named: bool) {
    let (sign, size) = if figures.overshoot > 0 { ('+', figures.overshoot) } else { ('\u{2212}', figures.waste) };
    let length = f64::from(u32::try_from(size).unwrap()) / 10_000.0 * f64::from(PERCENT_PX);
    assert!(length <= f64::from(AXIS_END * PERCENT_PX), "the axis ends before {}", percent(size));
    let x = f64::from(BUDGET_X) + if sign == '+' { length } else { -length };
    let class = way.class;
    writeln!(svg, "<path class=\"bar {class}\" d=\"M{BUDGET_X} {y} H{x:.1}\"/>").unwrap();
    match class {
        "leases" => writeln!(svg, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y}\" r=\"3.5\"/>"),
        "per-process" => writeln!(svg, "<path class=\"{class}\" d=\"M{x:.1} {y} m-3 -3 h6 v6 h-6 z\"/>"),
        _ => writeln!(svg, "<path class=\"{class}\" d=\"M{x:.1} {y} m-4.5 0 l4.5 -4.5 4.5 4.5 -4.5 4.5 z\"/>"),
    }
    .unwrap();
    let name = if named { format!(", {}", way.name) } else { String::new() };
    let label_x = x.max(f64::from(BUDGET_X)) + 9.0;
    writeln!(svg, "<text class=\"value\" x=\"{label_x:.1}\" y=\"{}\">{sign}{}{name}</text>", y + 4, percent(size))
        .unwrap();
}

fn text(svg: &mut String, x: i32, y: i32, class: &str, text: &str) {
    writeln!(svg, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>").unwrap();
}
