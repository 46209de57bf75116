"""My data (mina uppgifter): everything stored about oneself, who has read it, copies, and requests for correction."""
