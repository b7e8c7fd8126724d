//! Linear equations by elimination with the largest pivot.

/// The unknowns of `matrix × unknowns = right`; nothing where the equations do not decide them.
pub(crate) fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for step in 0..size {
        let larger = |best: usize, row: usize| {
            if matrix[row][step].abs() > matrix[best][step].abs() { row } else { best }
        };
        let pivot = (step..size).fold(step, larger);
        if matrix[pivot][step] == 0.0 {
            return None;
        }
        matrix.swap(step, pivot);
        right.swap(step, pivot);
        for row in step + 1..size {
            let factor = matrix[row][step] / matrix[step][step];
            let (above, below) = matrix.split_at_mut(row);
            for (entry, pivot) in below[0].iter_mut().zip(&above[step]).skip(step) {
                *entry -= factor * pivot;
            }
            right[row] -= factor * right[step];
        }
    }
    for step in (0..size).rev() {
        let known = (step + 1..size).fold(0.0, |sum, column| sum + matrix[step][column] * right[column]);
        right[step] = (right[step] - known) / matrix[step][step];
    }
    Some(right)
}
