//! Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations: slow for large matrices, and sure.

/// `matrix = Σ value × vector × vectorᵀ`; vectors have length 1 and stand at right angles.
pub(crate) struct Eigen {
    pub(crate) values: Vec<f64>,
    pub(crate) vectors: Vec<Vec<f64>>,
}

/// Rotations shrink the entries beside the diagonal ever faster; a dozen sweeps have always been enough.
const SWEEPS: usize = 60;

/// Decomposes a square symmetric matrix; its values are in no particular order.
pub(crate) fn decompose(matrix: &[Vec<f64>]) -> Eigen {
    let size = matrix.len();
    let mut matrix = matrix.to_vec();
    let unit = |row: usize| (0..size).map(|column| if row == column { 1.0 } else { 0.0 }).collect();
    let mut vectors: Vec<Vec<f64>> = (0..size).map(unit).collect();
    for _ in 0..SWEEPS {
        let beside = beside_diagonal(&matrix);
        if beside == 0.0 || beside.is_nan() {
            break;
        }
        for row in 0..size {
            for column in row + 1..size {
                if matrix[row][column] != 0.0 {
                    rotate(&mut matrix, &mut vectors, row, column);
                }
            }
        }
    }
    Eigen { values: (0..size).map(|place| matrix[place][place]).collect(), vectors }
}

fn beside_diagonal(matrix: &[Vec<f64>]) -> f64 {
    let mut sum = 0.0;
    for (row, entries) in matrix.iter().enumerate() {
        sum = entries.iter().skip(row + 1).fold(sum, |sum, entry| sum + entry * entry);
    }
    sum
}

/// Turns the plane of two axes so that their common entry becomes zero (Golub and Van Loan, section 8.5).
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], row: usize, column: usize) {
    let common = matrix[row][column];
    let half = (matrix[column][column] - matrix[row][row]) / (2.0 * common);
    let tangent = 1.0_f64.copysign(half) / (half.abs() + (1.0 + half * half).sqrt());
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let sine = tangent * cosine;
    for entries in matrix.iter_mut() {
        let (one, other) = (entries[row], entries[column]);
        entries[row] = cosine * one - sine * other;
        entries[column] = sine * one + cosine * other;
    }
    for place in 0..matrix.len() {
        let (one, other) = (matrix[row][place], matrix[column][place]);
        matrix[row][place] = cosine * one - sine * other;
        matrix[column][place] = sine * one + cosine * other;
        let (one, other) = (vectors[row][place], vectors[column][place]);
        vectors[row][place] = cosine * one - sine * other;
        vectors[column][place] = sine * one + cosine * other;
    }
    matrix[row][column] = 0.0;
    matrix[column][row] = 0.0;
}
