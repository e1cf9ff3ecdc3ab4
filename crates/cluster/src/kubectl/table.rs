//! Columns, as Go's `text/tabwriter` aligns them.

/// Lines of cells.
#[derive(Default)]
pub(super) struct Table(Vec<Line>);

#[derive(Default)]
struct Line {
    cells: Vec<String>,
    /// Of every cell but the last, which belongs to no column.
    widths: Vec<usize>,
}

impl Table {
    /// Adds a line whose cells are parted by tabs.
    pub(super) fn line(&mut self, text: &str) {
        self.add(text.split('\t').map(str::to_owned).collect());
    }

    /// Adds a line of cells.
    pub(super) fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.add(cells.map(str::to_owned).to_vec());
    }

    fn add(&mut self, cells: Vec<String>) {
        let columns = cells.len().saturating_sub(1);
        let widths = cells
            .iter()
            .take(columns)
            .map(|cell| cell.chars().count())
            .collect();
        self.0.push(Line { cells, widths });
    }

    /// Writes the lines, at least `padding` blanks between columns. A column is as wide as its widest cell in a run of lines that
    /// all have it.
    pub(super) fn write(mut self, padding: usize) -> String {
        let columns = self
            .0
            .iter()
            .map(|line| line.widths.len())
            .max()
            .unwrap_or(0);
        for column in 0..columns {
            let has_column = |line: &Line| line.widths.len() > column;
            for run in self.0.chunk_by_mut(|a, b| has_column(a) && has_column(b)) {
                let widest = run.iter().filter_map(|line| line.widths.get(column)).max();
                let Some(widest) = widest.copied() else {
                    continue;
                };
                for width in run
                    .iter_mut()
                    .filter_map(|line| line.widths.get_mut(column))
                {
                    *width = widest;
                }
            }
        }
        let mut out = String::new();
        for line in &self.0 {
            let widths = line.widths.iter().map(|width| width + padding);
            for (cell, width) in line.cells.iter().zip(widths.chain([0])) {
                out.push_str(cell);
                let blanks = width.saturating_sub(cell.chars().count());
                out.extend(std::iter::repeat_n(' ', blanks));
            }
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_ends_where_a_line_lacks_it() {
        let mut table = Table::default();
        table.line("Port:\tlong-name\t80/TCP");
        table.line("TargetPort:\t80/TCP");
        table.line("Port:\tb\t81/TCP");
        table.line("alone");
        table.line("x:\ty");
        assert_eq!(
            table.write(2),
            "Port:        long-name  80/TCP\nTargetPort:  80/TCP\nPort:        b  81/TCP\nalone\nx:  y\n"
        );
    }
}
