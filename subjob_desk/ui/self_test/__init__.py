"""The self-test: does this copy of the program do its main job and draw its window?"""
