function evaluate() { throw new Error("not yet"); }
